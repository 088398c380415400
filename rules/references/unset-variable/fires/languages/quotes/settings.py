from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="QUOTES_")

    rates_url: str
    region: str
    pages: int = 20


settings = Settings()
