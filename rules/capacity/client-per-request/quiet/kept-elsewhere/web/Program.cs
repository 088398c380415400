using System.Net.Http;
using Npgsql;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("stock", http => http.BaseAddress = new Uri(Environment.GetEnvironmentVariable("STOCK_URL")));
var app = builder.Build();

// A factory hands out clients over connections that it keeps, and Npgsql keeps them by connection string.
app.MapGet("/stock/{id}", async (string id, IHttpClientFactory factory) => await factory.CreateClient("stock").GetStringAsync($"/stock/{id}"));
app.MapGet("/orders/{id}", async (string id, IConfiguration configuration) =>
{
    await using var db = new NpgsqlConnection(configuration.GetConnectionString("Orders"));
    await db.OpenAsync();
    return db.State.ToString();
});

app.Run();
