using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

public class Refresh : BackgroundService
{
    private readonly HttpClient _http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
        while (await timer.WaitForNextTickAsync(stopping))  // expect: synchronized-polling info
        {
            await _http.GetStringAsync(Environment.GetEnvironmentVariable("STOCK_URL") + "/prices");
        }
    }
}
