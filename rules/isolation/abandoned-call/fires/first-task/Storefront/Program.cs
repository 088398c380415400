var builder = WebApplication.CreateBuilder(args);
var http = new HttpClient { BaseAddress = new Uri("http://picks:8080") };

var app = builder.Build();
app.MapGet("/picks/{user}", async (string user) =>
{
    var call = http.GetAsync($"/for/{user}"); // expect: abandoned-call warning
    var first = await Task.WhenAny(call, Task.Delay(TimeSpan.FromSeconds(2)));
    return first == call ? Results.Ok() : Results.StatusCode(504);
});
app.Run("http://0.0.0.0:8080");
