import os

import psycopg2
import redis
from flask import Flask
from sqlalchemy import create_engine

app = Flask(__name__)


@app.route("/prices/<id>")
def price(id):
    db = psycopg2.connect(host=os.environ["DB_HOST"])  # expect: client-per-request info
    cursor = db.cursor()
    cursor.execute("select price from prices where id = %s", (id,))
    cache = redis.Redis(host=os.environ["CACHE_HOST"])  # expect: client-per-request info
    cache.set(id, cursor.fetchone()[0])
    return cache.get(id)


@app.route("/prices")
def prices():
    engine = create_engine(f"postgresql://{os.environ['DB_HOST']}:5432/prices")  # expect: client-per-request warning
    return str(engine.connect().execute("select * from prices").fetchall())


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080)
