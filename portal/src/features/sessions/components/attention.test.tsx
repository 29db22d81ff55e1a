import { expect, it, vi } from "vitest";
import { press, rendered } from "@/test/rendered";
import type { Photo } from "../api/photos";
import { Attention } from "./attention";

function photo(id: number, state: Photo["state"]): Photo {
  return { id, number: id, state, note: "", reasons: [] as Photo["reasons"] } as Photo;
}

it("has all that failed of a session edited again with one call, and offers it only where something failed", async () => {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return Response.json({ retried: 2 });
  });
  await rendered(
    <Attention session={7} photos={[photo(1, "failed"), photo(2, "failed"), photo(3, "rejected")]} />,
  );
  await press("Edit the 2 failed photos again");
  expect(sent).toEqual(["POST /v1/sessions/7/retry"]);
  const other = await rendered(<Attention session={8} photos={[photo(3, "rejected")]} />);
  expect(other.querySelector("button")).toBeNull();
});
