using Polly;
using Polly.CircuitBreaker;

var builder = WebApplication.CreateBuilder(args);
var http = new HttpClient { BaseAddress = new Uri("http://picks:8080"), Timeout = TimeSpan.FromSeconds(1) };
var pipeline = new ResiliencePipelineBuilder()
    .AddCircuitBreaker(new CircuitBreakerStrategyOptions { MinimumThroughput = 8, SamplingDuration = TimeSpan.FromSeconds(20) })
    .Build();

var app = builder.Build();
app.MapGet("/picks/{user}", async (string user) =>
{
    return await pipeline.ExecuteAsync(async token => await http.GetStringAsync($"/for/{user}", token));
});
app.Run("http://0.0.0.0:8080");
