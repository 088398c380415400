using System.Threading.Channels;

var builder = WebApplication.CreateBuilder(args);
var orders = Channel.CreateBounded<string>(100);
var app = builder.Build();
app.MapPost("/orders", async (string order, HttpClient http) => { await orders.Writer.WriteAsync(order); await http.GetAsync("http://payment:8080/ready"); });
app.Run();
