-- How each person likes to see the portal, by the name of what was chosen: the columns of a list, their order, their widths.
CREATE TABLE user_choice (
    user_name text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    name      text NOT NULL,
    value     text NOT NULL,
    PRIMARY KEY (user_name, name)
);
