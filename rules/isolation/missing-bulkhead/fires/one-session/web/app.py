import os

import aiohttp
from fastapi import FastAPI

app = FastAPI()
session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=20))  # expect: missing-bulkhead


@app.get("/")
async def page():
    cart = await session.get(os.environ["CART_URL"] + "/items", timeout=2)
    reviews = await session.get(os.environ["REVIEWS_URL"] + "/stars")
    return {"cart": await cart.json(), "reviews": await reviews.json()}


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app, host="0.0.0.0", port=8080)
