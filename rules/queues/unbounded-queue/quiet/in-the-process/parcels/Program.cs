using System.Collections.Concurrent;
using System.Threading.Tasks.Dataflow;

var http = new HttpClient { BaseAddress = new Uri("http://printer:8080") };
var app = WebApplication.CreateBuilder(args).Build();
var prints = new ActionBlock<string>(async parcel => await http.PostAsync("/jobs", new StringContent(parcel)), new ExecutionDataflowBlockOptions { BoundedCapacity = 100 });
var labels = new BlockingCollection<string>(100);
app.MapPost("/parcels", (string parcel) => prints.Post(parcel));
app.Run();
