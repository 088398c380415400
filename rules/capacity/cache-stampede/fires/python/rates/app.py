import redis
import requests
from flask import Flask

app = Flask(__name__)
cache = redis.Redis(host="cache", port=6379)


@app.route("/rates")
def rates():
    known = cache.get("rates")
    if known is None:
        known = requests.get("http://bank:8080/rates", timeout=2).text
        cache.setex("rates", 300, known)  # expect: cache-stampede info
    return known
