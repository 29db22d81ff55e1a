import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import type { Session } from "../api/sessions";
import { thumbOfEdit } from "../api/thumbs";
import classes from "./sessions.module.css";

/** The picture that a session is known by; a quiet placeholder while there is none. */
export function SessionCover({ cover }: { cover: NonNullable<Session["cover"]> | null }) {
  const [failed, setFailed] = useState<string>();
  const address = cover ? thumbOfEdit(cover.photo, cover.edit) : undefined;
  return (
    <span className={classes.cover}>
      {address && address !== failed ? (
        <img src={address} alt="" decoding="async" onError={() => setFailed(address)} />
      ) : (
        <IconPhoto size={22} stroke={1.2} aria-hidden />
      )}
    </span>
  );
}
