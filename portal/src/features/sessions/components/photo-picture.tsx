import { IconPhoto, IconPhotoOff } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { previewOf } from "@/features/uploads/api/previews";
import type { Photo } from "../api/photos";
import { thumbOf } from "../api/thumbs";
import classes from "./photo-grid.module.css";

/** What can be seen of a photo: its edit, else what was dropped here, else a quiet placeholder. */
export function PhotoPicture({ photo }: { photo: Photo }) {
  const [failed, setFailed] = useState<string>();
  const [local, setLocal] = useState<string>();
  const address = thumbOf(photo);
  const shown = address && address !== failed ? address : local;
  const { sha256 } = photo;
  const wanted = !address || address === failed;

  useEffect(() => {
    if (!wanted) return undefined;
    let here = true;
    void previewOf(sha256)?.then((url) => here && setLocal(url));
    return () => {
      here = false;
    };
  }, [wanted, sha256]);

  if (!shown) {
    const Sign = photo.state === "erased" ? IconPhotoOff : IconPhoto;
    return (
      <span className={classes.empty}>
        <Sign size={36} stroke={1.2} aria-hidden />
      </span>
    );
  }
  const dimmed = ["rejected", "retake", "cancelled", "failed"].includes(photo.state);
  return (
    <img
      src={shown}
      alt=""
      decoding="sync"
      draggable={false}
      className={dimmed ? classes.dimmed : ""}
      onLoad={(event) => event.currentTarget.setAttribute("data-loaded", "")}
      onError={() => setFailed(shown)}
    />
  );
}
