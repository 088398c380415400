using Polly;

var builder = WebApplication.CreateBuilder(args);
var http = new HttpClient { BaseAddress = new Uri("http://picks:8080"), Timeout = TimeSpan.FromSeconds(1) };
IAsyncPolicy retry = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, attempt => TimeSpan.FromSeconds(1));
IAsyncPolicy breaker = Policy.Handle<HttpRequestException>().CircuitBreakerAsync(5, TimeSpan.FromSeconds(30));
var policy = retry.WrapAsync(breaker);

var app = builder.Build();
app.MapGet("/picks/{user}", async (string user) =>
{
    return await policy.ExecuteAsync(() => http.GetStringAsync($"/for/{user}"));
});
app.Run("http://0.0.0.0:8080");
