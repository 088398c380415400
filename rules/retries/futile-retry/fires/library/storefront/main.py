import os

import requests
from flask import Flask
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

app = Flask(__name__)


@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(max=2), retry=retry_if_exception_type(requests.RequestException))  # expect: futile-retry warning
def picks_of(user):
    answer = requests.get(f"{os.environ['PICKS_URL']}/for/{user}", timeout=0.8)
    answer.raise_for_status()
    return answer.json()


@app.get("/picks/<user>")
def picks(user):
    return picks_of(user)


app.run(host="0.0.0.0", port=8080)
