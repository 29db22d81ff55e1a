export interface Reader {
  myself: string | undefined;
  /** Who is at head office is named to head office alone, and so are the parts of the service. */
  atOffice: boolean;
  /** Undefined: not known yet. */
  names: ReadonlyMap<number, string> | undefined;
}

type Called =
  | { name: string }
  | { part: string }
  | "you"
  | "system"
  | "command"
  | "headOffice"
  | "auditor"
  | "former"
  | "member";

function ofService(part: string, { atOffice }: Reader): Called {
  if (part === "admin") return "command";
  return atOffice && part !== "service" ? { part } : "system";
}

function unnamed(role: string, { names }: Reader): Called {
  if (role === "head_office") return "headOffice";
  if (role === "auditor") return "auditor";
  // until the names are there, nobody is said to be gone
  return names ? "former" : "member";
}

/** What a reader calls somebody whom the history calls ``role:person-3``, ``role:key's name``, ``worker:…`` or ``service``. */
export function calledBy(reader: Reader, who: string): Called {
  if (who === reader.myself) return "you";
  const at = who.indexOf(":");
  const [role, name] = [who.slice(0, Math.max(at, 0)), who.slice(at + 1)];
  if (role === "" || role === "worker") return ofService(name, reader);
  const person = /^person-(\d+)$/.exec(name);
  if (person) {
    const known = reader.names?.get(Number(person[1]));
    return known === undefined ? unnamed(role, reader) : { name: known };
  }
  return role === "head_office" && !reader.atOffice ? "headOffice" : { name };
}
