import os

import pybreaker
import requests
from flask import Flask
from tenacity import retry, retry_if_not_exception_type, stop_after_attempt, wait_fixed

app = Flask(__name__)
breaker = pybreaker.CircuitBreaker(fail_max=5, reset_timeout=30)


@retry(stop=stop_after_attempt(4), wait=wait_fixed(1), retry=retry_if_not_exception_type(pybreaker.CircuitBreakerError))
@breaker
def picks_of(user):
    answer = requests.get(f"{os.environ['PICKS_URL']}/for/{user}", timeout=0.8)
    answer.raise_for_status()
    return answer.json()


@app.get("/picks/<user>")
def picks(user):
    return picks_of(user)


app.run(host="0.0.0.0", port=8080)
