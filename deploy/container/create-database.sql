-- SPDX-License-Identifier: AGPL-3.0-or-later
-- PostgreSQL's container runs this when it creates its cluster. The server is no superuser; it creates two roles.
\getenv password POSTGRES_PASSWORD
CREATE ROLE rmirror LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE rmirror OWNER rmirror;
