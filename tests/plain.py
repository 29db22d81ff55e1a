"""HTTP to what runs on this machine has no TLS: a context that knows no authority, made once.

Without it httpx reads all authorities there are before each request, which costs more than most answers.
"""

import ssl

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
