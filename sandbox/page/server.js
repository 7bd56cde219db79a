/* Talks to the sandbox's server. Every act returns { ok, notice?, ... } and never throws. */

const LOST = "Sandkassen svarer ikke. Se efter, om den stadig kører, og prøv igen.";

async function reading(response) {
  const answer = await response.json().catch(() => null);
  if (answer === null || typeof answer !== "object") return { ok: false, lost: true, notice: LOST };
  if (!response.ok) return { ...answer, ok: false, lost: true, status: response.status, notice: answer.notice ?? answer.error ?? LOST };
  return { ok: true, ...answer };
}

/** GET /page/<path>. `lost` is set when the server could not be reached or refused. */
export async function ask(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  try {
    return await reading(await fetch(`/page/${path}?${new URLSearchParams(given)}`));
  } catch {
    return { ok: false, lost: true, notice: LOST };
  }
}

/** POST /page/<path>; answers when the app has acknowledged, or after three seconds. */
export async function act(path, body) {
  try {
    return await reading(
      await fetch(`/page/${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      }),
    );
  } catch {
    return { ok: false, lost: true, notice: LOST };
  }
}

/**
 * Follows what happens for one persona. `onChange` is given { what, channel?, text? }; after a broken
 * connection it is given { what: "all" }, because anything may have happened meanwhile.
 */
export function follow(persona, onChange) {
  const source = new EventSource(`/page/events?as=${encodeURIComponent(persona)}`);
  let broken = false;
  const hear = (event) => {
    try {
      onChange(JSON.parse(event.data));
    } catch {
      onChange({ what: "all" });
    }
  };
  source.addEventListener("changed", hear);
  source.addEventListener("error", () => {
    broken = true;
  });
  source.addEventListener("open", () => {
    if (broken) onChange({ what: "all" });
    broken = false;
  });
  return () => source.close();
}
