import { cleanup, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { Button } from "./Button";
import { ConfirmDialog, type ConfirmDialogProps } from "./ConfirmDialog";
import { show } from "./testing";

afterEach(cleanup);

async function open(props: Partial<ConfirmDialogProps>) {
  const onConfirm = vi.fn();
  const onClose = vi.fn();
  function Stop() {
    const [isOpen, setIsOpen] = useState(false);
    return (
      <>
        <Button onPress={() => setIsOpen(true)}>open</Button>
        <ConfirmDialog isOpen={isOpen} onClose={onClose} onConfirm={onConfirm} title="Stop for 8214 people?" confirm="Stop for 8214" tone="danger" {...props}>
          <p>What is sent stays sent.</p>
        </ConfirmDialog>
      </>
    );
  }
  const { person } = show(<Stop />);
  await person.click(screen.getByRole("button", { name: "open" }));
  return { onConfirm, onClose, person };
}

test("the way out has the focus: Enter by habit harms nobody", async () => {
  const { onConfirm, onClose, person } = await open({});
  expect(screen.getByRole("alertdialog", { name: "Stop for 8214 people?" })).toBeTruthy();
  expect(document.activeElement?.textContent).toBe("取消");
  await person.keyboard("{Enter}");
  expect(onClose).toHaveBeenCalledTimes(1);
  expect(onConfirm).not.toHaveBeenCalled();
});

test("Escape leaves, the button with the figure goes on", async () => {
  const { onConfirm, onClose, person } = await open({});
  await person.click(screen.getByRole("button", { name: "Stop for 8214" }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
  await person.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledTimes(1);
});

test("a large count wants to be typed, in whichever digits", async () => {
  const { onConfirm, person } = await open({ typed: { label: "Type 8214", expected: "8,214" } });
  const button = screen.getByRole("button", { name: "Stop for 8214" });
  expect(button.hasAttribute("disabled")).toBe(true);
  const field = screen.getByRole("textbox", { name: "Type 8214" });
  expect(document.activeElement).toBe(field);
  await person.keyboard("821{Enter}");
  expect(onConfirm).not.toHaveBeenCalled();
  await person.clear(field);
  await person.type(field, "８ ２１４");
  expect(button.hasAttribute("disabled")).toBe(false);
  await person.keyboard("{Enter}");
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

test("while it works, nothing closes it and nothing runs twice", async () => {
  const { onConfirm, onClose, person } = await open({ isPending: true });
  await person.keyboard("{Escape}");
  await person.click(screen.getByRole("button", { name: /Stop for 8214/ }));
  expect(onClose).not.toHaveBeenCalled();
  expect(onConfirm).not.toHaveBeenCalled();
});
