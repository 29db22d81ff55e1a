"use strict";
const form = document.querySelector("form");
const told = document.querySelector("[role=alert]");
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

if (!token) {
  form.hidden = true;
  told.textContent = "This page is opened by the link in a mail. Ask for a new one if yours is used or too old.";
}
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const password = form.elements.password.value;
  if (password !== form.elements.again.value) {
    told.textContent = "The two are not the same.";
    return;
  }
  form.elements.password.disabled = form.elements.again.disabled = true;
  told.textContent = "One moment…";
  let text = "The service can't be reached just now. Try again in a minute.";
  let done = false;
  try {
    const answer = await fetch("/v1/passwords", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token, password }),
    });
    done = answer.ok;
    text = done ? "Your password is chosen. You can sign in now." : (await answer.json()).detail;
  } catch (error) {
    console.error(error);
  }
  told.textContent = text;
  form.hidden = done;
  form.elements.password.disabled = form.elements.again.disabled = done;
});
