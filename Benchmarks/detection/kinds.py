"""Secrets as people and machines make them, and the lines they are written in.

A value is drawn anew for each place from a seeded generator; none is kept in a file. In a line `V`
in angle quotes stands for the value, `N` for a name of the kind of the value.
"""
import base64
import random
import string
import uuid

ALNUM = string.ascii_letters + string.digits
PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
WORDS = """summer winter dragon monkey coffee london falcon purple tiger rocket guitar orange silver
hunter shadow castle forest bridge planet turtle cherry button marble thunder pepper""".split()
NAMES = {
    "password": ["password", "db_password", "DB_PASSWORD", "smtpPassword", "passwd", "rootPass",
                 "admin_pwd", "MYSQL_ROOT_PASSWORD", "userPassword"],
    "key": ["api_key", "API_KEY", "apiKey", "acme_api_key", "secret_key", "SECRET_KEY_BASE",
            "access_token", "authToken", "client_secret", "ACME_TOKEN", "webhook_secret",
            "encryption_key", "x-api-key", "signing_key"],
    "provider": ["acmesearch", "ACME_ACCESS", "zenpayLive", "mapgrid_id_token_value"],
    "salt": ["salt", "password_salt", "nonce", "hash_seed"],
}


def chars(r, alphabet, n):
    return "".join(r.choice(alphabet) for _ in range(n))


def chosen(r):
    word = r.choice(WORDS)
    return r.choice([
        lambda: word.capitalize() + str(r.randint(10, 2030)) + r.choice("!#$%*"),
        lambda: word + str(r.randint(100, 99999)),
        lambda: word.replace("e", "3").replace("a", "@").replace("o", "0") + r.choice(WORDS) + str(r.randint(0, 9)),
        lambda: word + "_" + r.choice(WORDS) + str(r.randint(10, 99)),
    ])()


# class: (names, value)
VALUES = {
    "password, a word": ("password", lambda r: r.choice(WORDS) + r.choice(["", r.choice(WORDS)])),
    "password, chosen": ("password", chosen),
    "password, 6-9 letters at random": ("password", lambda r: chars(r, string.ascii_lowercase, r.randint(6, 9))),
    "password, 8-12 letters and digits": ("password", lambda r: chars(r, ALNUM, r.randint(8, 12))),
    "password, 12-20 with punctuation": ("password", lambda r: chars(r, ALNUM + "!@#%^*-_+=?", r.randint(12, 20))),
    "password of Secrets Manager": ("password", lambda r: chars(r, ALNUM + PUNCTUATION, 32)),
    "key, 32-64 hexadecimal": ("key", lambda r: chars(r, "0123456789abcdef", r.choice([32, 40, 64]))),
    "key, 20-64 letters and digits": ("key", lambda r: chars(r, ALNUM, r.choice([20, 24, 32, 40, 64]))),
    "key, 32 lower case and digits": ("key", lambda r: chars(r, string.ascii_lowercase + string.digits, 32)),
    "key, base64": ("key", lambda r: base64.b64encode(r.randbytes(r.choice([16, 24, 32, 48]))).decode()),
    "key, UUID": ("key", lambda r: str(uuid.UUID(int=r.getrandbits(128), version=4))),
    "salt or nonce": ("salt", lambda r: chars(r, ALNUM, r.choice([16, 24, 32]))),
    "key, name without a telling word": ("provider", lambda r: chars(r, ALNUM, r.choice([32, 40, 48]))),
}

QUOTED = {
    "py": ["N = 'V'", "N: str = \"V\"", "client = Client(N=\"V\", timeout=5)", "config['N'] = 'V'",
           "x = {'N': 'V', 'n': 1}", "N = os.environ.get('N', 'V')", "if N == 'V':"],
    "js": ["const N = 'V';", "  N: \"V\",", "process.env['N'] = `V`;", "const n = process.env.N || 'V';"],
    "ts": ["private readonly N: string = 'V';", "  N: 'V',"],
    "java": ["private static final String N = \"V\";", "p.setProperty(\"N\", \"V\");", "@Value(\"${N:V}\")"],
    "kt": ["const val N = \"V\""], "scala": ["val N: String = \"V\""], "swift": ["let N: String = \"V\""],
    "go": ["N := \"V\"", "const N = \"V\"", "var N string = \"V\"", "\t\"N\": \"V\","],
    "rs": ["const N: &str = \"V\";", "let N = \"V\".to_string();"],
    "rb": ["N = 'V'", "  N: 'V',", "  :N => \"V\",", "config.N = 'V'"],
    "php": ["$N = 'V';", "define('N', 'V');", "  'N' => 'V',", "$config['N'] = \"V\";"],
    "cs": ["string N = \"V\";", "public string N { get; set; } = \"V\";"],
    "c": ["#define N \"V\"", "static const char *N = \"V\";", "const char N[] = \"V\";"],
    "pl": ["my $N = 'V';", "  N => 'V',"], "lua": ["local N = \"V\""], "groovy": ["def N = 'V'"],
    "ps1": ["$N = \"V\"", "$s = ConvertTo-SecureString \"V\" -AsPlainText -Force # N"],
    "json": ["  \"N\": \"V\",", "  {\"name\": \"N\", \"value\": \"V\"},"],
    "tf": ["  N = \"V\"", "variable \"N\" { default = \"V\" }"], "toml": ["N = \"V\""],
    "xml": ["<N>V</N>", "<add key=\"N\" value=\"V\"/>", "<property name=\"N\" value=\"V\"/>"],
    "sql": ["INSERT INTO settings (name, value) VALUES ('N', 'V');"],
    "md": ["Set `N` to `V`.", "The N is \"V\".", "    N=V"],
}
BARE = {
    "env": ["N=V", "export N=V"], "ini": ["N = V", "N=V"], "properties": ["app.N=V", "app.N = V"],
    "yml": ["  N: V", "  N: \"V\"", "  - N=V", "  - name: N\n    value: V"],
    "sh": ["export N=V", "tool --N=V run", "tool --N V run", "curl -H 'N: V' https://api.acme.test/",
           "curl 'https://api.acme.test/v1?N=V&page=2'"],
    "dockerfile": ["ENV N=V", "ENV N V", "ARG N=V"], "conf": ["N V", "N = V"],
}
# Lines for one class of their own: the value stands in a form that names it.
FORMS = {
    "connection string": ("py cs java yml properties", [
        "x = \"postgres://app:V@db.acme.test:5432/app\"", "\"Server=db;User Id=app;Password=V;Encrypt=true\"",
        "url: mongodb+srv://app:V@cluster0.acme.test/app"], "chosen"),
    "basic authentication": ("py sh js", ["requests.get(u, auth=('ada', 'V'))", "curl -u ada:V https://acme.test/"], "chosen"),
    "bearer header": ("py js sh md", ["headers = {'Authorization': 'Bearer V'}", "curl -H 'Authorization: Bearer V' https://acme.test/"], "key"),
    "SQL": ("sql py", ["CREATE USER app WITH PASSWORD 'V';", "ALTER USER 'app'@'%' IDENTIFIED BY 'V';"], "chosen"),
    "AWS CLI and CloudFormation": ("sh yml", [
        "aws ssm put-parameter --name /app/db/password --type SecureString --value 'V'",
        "aws secretsmanager create-secret --name app --secret-string 'V'",
        "aws rds create-db-instance --master-user-password V --engine mysql",
        "aws cloudformation deploy --parameter-overrides DbPassword=V"], "chosen"),
    "JSON in JSON": ("json", ["\"SecretString\": \"{\\\"username\\\":\\\"app\\\",\\\"password\\\":\\\"V\\\"}\","], "chosen"),
}


def escape(value, syntax, line):
    if '"V"' in line or '"V' in line:
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    elif "'V'" in line:
        value = value.replace("\\", "\\\\").replace("'", "\\'")
    elif syntax == "xml":
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return value


def put(line, name, value):
    return "".join({"N": name, "V": value}.get(p, p) for p in split(line))


def split(line):
    """The line in parts, so that `N` and `V` are replaced only where they stand alone."""
    part = ""
    for i, c in enumerate(line):
        alone = not (i and line[i - 1].isalpha()) and not (i + 1 < len(line) and line[i + 1].isalpha())
        if c in "NV" and alone:
            yield part
            yield c
            part = ""
        else:
            part += c
    yield part


def plants(extension, r):
    """One (class, line) for a file of this extension."""
    forms = [(k, f) for k, f in FORMS.items() if extension in f[0].split()]
    if forms and r.random() < 0.25:
        kind, (_, lines, style) = r.choice(forms)
        value = chosen(r) if style == "chosen" else chars(r, ALNUM, 40)
        return kind, put(r.choice(lines), "", value)
    lines = QUOTED.get(extension) or BARE.get(extension)
    if not lines:
        return None
    kind, (names, make) = r.choice(list(VALUES.items()))
    line, value, name = r.choice(lines), make(r), r.choice(NAMES[names])
    bare = extension in BARE and '"V"' not in line and "'V'" not in line
    if bare and (kind == "password of Secrets Manager" or "punctuation" in kind) and extension in ("sh", "dockerfile", "yml", "conf"):
        line = {"yml": "  N: 'V'", "sh": "export N='V'"}.get(extension, "N='V'")
        value = value.replace("'", "x")
    if extension not in ("env", "ini", "properties", "yml", "json", "xml", "sh", "md", "conf", "dockerfile"):
        name = name.replace("-", "_")
    return kind, put(line, name, escape(value, extension, line))
