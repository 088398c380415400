import requests
from flask import Flask

from stream import Stream

app = Flask(__name__)


@app.get("/labels")
async def labels():
    requests.post("http://printer:8080/jobs", timeout=5)
    return await Stream().read()


app.run(port=8080)
