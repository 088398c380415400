using System;
using System.Net.Http;
using Microsoft.AspNetCore.Builder;

var carrier = Environment.GetEnvironmentVariable("CARRIER_URL") ?? throw new InvalidOperationException("CARRIER_URL is not set");
var http = new HttpClient { BaseAddress = new Uri(carrier) };
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/parcels", async () => await http.GetStringAsync("/parcels"));
app.Run();
