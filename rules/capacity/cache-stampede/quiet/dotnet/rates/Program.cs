using Microsoft.Extensions.Caching.Distributed;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStackExchangeRedisCache(options => options.Configuration = "cache:6379");
builder.Services.AddHttpClient<Rates>(client => client.BaseAddress = new Uri("http://bank:8080"));
var app = builder.Build();
app.MapGet("/rates", (Rates rates) => rates.Get());
app.Run();

public class Rates(IDistributedCache cache, HttpClient http)
{
    static readonly SemaphoreSlim Loading = new(1);

    public async Task<string> Get()
    {
        var known = await cache.GetStringAsync("rates");
        if (known is not null) return known;
        await Loading.WaitAsync();
        known = await http.GetStringAsync("/rates");
        await cache.SetStringAsync("rates", known, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });
        return known;
    }
}
