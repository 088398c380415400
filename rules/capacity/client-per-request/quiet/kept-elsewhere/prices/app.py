import os
from functools import lru_cache

from flask import Flask
from sqlalchemy import create_engine

app = Flask(__name__)


@lru_cache
def engine():
    return create_engine(f"postgresql://{os.environ['DB_HOST']}:5432/prices")


@app.route("/prices")
def prices():
    return str(engine().connect().execute("select * from prices").fetchall())


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080)
