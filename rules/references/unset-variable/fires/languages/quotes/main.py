import uvicorn
from fastapi import FastAPI

from settings import settings

app = FastAPI()


@app.get("/quotes")
def quotes():
    return {"from": settings.rates_url}


if __name__ == "__main__":
    uvicorn.run(app, port=8080)
