-- Who may sign in, and how each of them likes to see the portal.
CREATE TABLE app_user (
    name          text PRIMARY KEY,
    password_hash text        NOT NULL,
    roles         text[]      NOT NULL,
    language      text,
    color_scheme  text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT app_user_language CHECK (language IN ('zh-CN', 'en')),
    CONSTRAINT app_user_color_scheme CHECK (color_scheme IN ('light', 'dark')),
    CONSTRAINT app_user_roles CHECK (roles <@ ARRAY ['SUPPORT', 'ANALYST', 'MANAGER', 'ADMIN'] AND cardinality(roles) > 0)
);

-- Admin and admin must not be two people.
CREATE UNIQUE INDEX app_user_name_folded ON app_user (lower(name));

-- Personal access tokens: what a program signs in with. Only the hash is kept.
CREATE TABLE access_token (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash         bytea       NOT NULL UNIQUE,
    user_name    text        NOT NULL REFERENCES app_user ON DELETE CASCADE,
    name         text        NOT NULL,
    roles        text[]      NOT NULL,
    expires_at   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz
);

CREATE INDEX access_token_user ON access_token (user_name);
