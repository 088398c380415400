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
    public Checkout(OrdersContext db, Pricing pricing) { this.db = db; this.pricing = pricing; }
    public async Task<string> Place(string sku) {
        await using var tx = await db.Database.BeginTransactionAsync();
        await db.SaveChangesAsync();
        var price = await pricing.Of(sku); // expect: call-in-transaction warning
        await db.SaveChangesAsync();
        await tx.CommitAsync();
        return price;
    }
}
