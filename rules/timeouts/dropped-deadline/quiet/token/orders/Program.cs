using System.Net.Http;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient<Stock>(client => client.BaseAddress = new Uri(builder.Configuration["STOCK_URL"]));
var app = builder.Build();
app.MapGet("/orders/{sku}", async (string sku, Stock stock, CancellationToken token) => await stock.Left(sku, token));
app.Run();

public class Stock {
    private readonly HttpClient http;
    public Stock(HttpClient http) { this.http = http; }
    public async Task<string> Left(string sku, CancellationToken token) {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token);
        limited.CancelAfter(TimeSpan.FromSeconds(2));
        var answer = await http.GetAsync($"/stock/{sku}", limited.Token);
        _ = http.PostAsync($"/seen/{sku}", null);
        return await answer.Content.ReadAsStringAsync(token);
    }
    public Task<string> All() => http.GetStringAsync("/stock");
}

public class Refresh : BackgroundService {
    private readonly Stock stock;
    private readonly HttpClient http = new HttpClient { BaseAddress = new Uri("http://stock:8080") };
    public Refresh(Stock stock) { this.stock = stock; }
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) {
        while (!stoppingToken.IsCancellationRequested) await http.GetAsync("/stock");
    }
}
