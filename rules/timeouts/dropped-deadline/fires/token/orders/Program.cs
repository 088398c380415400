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
        var answer = await http.GetAsync($"/stock/{sku}"); // expect: dropped-deadline info
        return await answer.Content.ReadAsStringAsync(token);
    }
}
