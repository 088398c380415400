using Microsoft.EntityFrameworkCore;
using System.Net.Http;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDbContext<OrdersContext>(options => options.UseNpgsql(builder.Configuration["DATABASE_URL"]));
builder.Services.AddHttpClient<Pricing>(client => {
    client.BaseAddress = new Uri(builder.Configuration["PRICING_URL"]);
    client.Timeout = TimeSpan.FromSeconds(3);
});
var app = builder.Build();
app.MapPost("/orders", async (OrdersContext db, Pricing pricing) => await new Checkout(db, pricing).Place("tea"));
app.Run();

public class Pricing {
    private readonly HttpClient http;
    public Pricing(HttpClient http) { this.http = http; }
    public Task<string> Of(string sku) => http.GetStringAsync($"/prices/{sku}");
}

public class OrdersContext : DbContext { }

public class Checkout {
    private readonly OrdersContext db;
    private readonly Pricing pricing;
    private static readonly SemaphoreSlim gate = new(8, 8);
    public Checkout(OrdersContext db, Pricing pricing) { this.db = db; this.pricing = pricing; }
    public async Task<string> Place(string sku) {
        await gate.WaitAsync();
        try {
            return await pricing.Of(sku);
        } finally {
            gate.Release();
        }
    }
}
