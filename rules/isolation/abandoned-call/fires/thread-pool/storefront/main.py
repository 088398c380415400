import os
from concurrent.futures import ThreadPoolExecutor

import requests
from flask import Flask

app = Flask(__name__)
pool = ThreadPoolExecutor(max_workers=8)


def picks_of(user):
    return requests.get(f"{os.environ['PICKS_URL']}/for/{user}").json()  # expect: abandoned-call warning


@app.get("/picks/<user>")
def picks(user):
    future = pool.submit(picks_of, user)
    return future.result(timeout=2)


app.run(host="0.0.0.0", port=8080)
