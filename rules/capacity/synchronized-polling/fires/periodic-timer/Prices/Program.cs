var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHostedService<Refresh>();
builder.Build().Run();
