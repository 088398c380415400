var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Picks>();

var app = builder.Build();
app.MapGet("/picks/{user}", async (string user, Picks picks) => await picks.Of(user));
app.Run("http://0.0.0.0:8080");

public class Picks
{
    private readonly HttpClient http = new() { BaseAddress = new Uri("http://picks:8080"), Timeout = TimeSpan.FromSeconds(1) };

    public async Task<string> Of(string user)
    {
        try
        {
            return await http.GetStringAsync($"/for/{user}");
        }
        catch (HttpRequestException)
        {
            Console.WriteLine(await http.GetStringAsync("/health"));
            return "[]";
        }
    }
}
