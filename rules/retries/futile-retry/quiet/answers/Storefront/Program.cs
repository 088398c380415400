using Polly;
using Polly.Extensions.Http;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("picks", client =>
{
    client.BaseAddress = new Uri("http://picks:8080");
    client.Timeout = TimeSpan.FromSeconds(1);
})
    .AddPolicyHandler(HttpPolicyExtensions.HandleTransientHttpError()
        .OrResult(answer => answer.StatusCode == System.Net.HttpStatusCode.TooManyRequests)
        .WaitAndRetryAsync(4, attempt => TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt))));

var app = builder.Build();
app.MapGet("/picks/{user}", async (string user, IHttpClientFactory clients) =>
{
    var http = clients.CreateClient("picks");
    var answer = await http.GetAsync($"/for/{user}");
    return Results.StatusCode((int)answer.StatusCode);
});
app.Run("http://0.0.0.0:8080");
