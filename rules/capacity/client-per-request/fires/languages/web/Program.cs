using System.Net.Http;

var app = WebApplication.Create(args);

app.MapGet("/stock/{id}", async (string id) =>
{
    using var http = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("STOCK_URL")) }; // expect: client-per-request warning
    return await http.GetStringAsync($"/stock/{id}");
});

app.Run();
