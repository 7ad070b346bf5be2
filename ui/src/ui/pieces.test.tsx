import { act, cleanup, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { useTheme } from "./appearance";
import { Button } from "./Button";
import { ComboBox } from "./ComboBox";
import { DateTime } from "./DateTime";
import { DropZone } from "./DropZone";
import { ErrorPanel } from "./ErrorPanel";
import { Select } from "./Select";
import { Skeleton } from "./Skeleton";
import { show } from "./testing";
import { TextField } from "./TextField";
import { notify } from "./Toast";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const CITIES = [
  { value: "bj", label: "北京", search: "beijing bj" },
  { value: "cd", label: "成都", search: "chengdu cd" },
] as const;
const CLOSED = { value: "lz", label: "兰州", isDisabled: true } as const;

test("a pending button keeps its words and does not run again", async () => {
  const onPress = vi.fn();
  const { person } = show(
    <Button isPending onPress={onPress}>
      Send
    </Button>,
  );
  const button = screen.getByRole("button", { name: /Send/ });
  await person.click(button);
  expect(onPress).not.toHaveBeenCalled();
  expect(button.textContent).toContain("Send");
});

test("an error takes the place of the help and names the field invalid", () => {
  const { rerender } = show(<TextField label="Number" help="11 digits" />);
  const field = screen.getByRole("textbox", { name: "Number" });
  expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toBe("11 digits");
  rerender(<TextField label="Number" help="11 digits" error="one digit is missing" />);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByText("11 digits")).toBeNull();
  expect(screen.getByText("one digit is missing")).toBeTruthy();
});

test("a day and time go in and out as they stand on the wall", async () => {
  const onChange = vi.fn();
  const { person } = show(<DateTime label="When" value="2026-03-01T21:05" onChange={onChange} />);
  const minute = screen.getByRole("spinbutton", { name: /分/ });
  expect(screen.getAllByRole("spinbutton").map((part) => part.textContent)).toEqual(["2026", "03", "01", "21", "05"]);
  minute.focus();
  await person.keyboard("{ArrowUp}");
  expect(onChange).toHaveBeenLastCalledWith("2026-03-01T21:06");
});

test("a calendar begins its weeks on Monday", async () => {
  const { person } = show(<DateTime label="Day" precision="day" value="2026-03-01" onChange={() => {}} />);
  await person.click(screen.getByRole("button"));
  expect([...document.querySelectorAll(".hy-calendar th")].map((day) => day.textContent)).toEqual(["一", "二", "三", "四", "五", "六", "日"]);
});

test("a choice is found by its pinyin", async () => {
  const onChange = vi.fn();
  const { person } = show(<ComboBox label="City" options={CITIES} value={null} onChange={onChange} />);
  await person.type(screen.getByRole("combobox", { name: "City" }), "chengdu");
  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["成都"]);
  await person.keyboard("{ArrowDown}{Enter}");
  expect(onChange).toHaveBeenCalledWith("cd");
});

test("a select is opened, walked past what cannot be chosen, and closed by keys", async () => {
  function City() {
    const [city, setCity] = useState<"bj" | "cd" | "lz" | null>(null);
    return <Select label="City" options={[CITIES[0], CLOSED, CITIES[1]]} value={city} onChange={setCity} placeholder="choose" />;
  }
  const { person } = show(<City />);
  const button = screen.getByRole("button", { name: /City/ });
  expect(button.textContent).toContain("choose");
  button.focus();
  await person.keyboard("{ArrowDown}");
  expect((await screen.findAllByRole("option")).map((option) => option.textContent)).toEqual(["北京", "兰州", "成都"]);
  await person.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(screen.queryByRole("option")).toBeNull());
  expect(screen.getByRole("button", { name: /City/ }).textContent).toContain("成都");
});

test("what has another ending is refused by name", async () => {
  const onFiles = vi.fn();
  const onRefused = vi.fn();
  const { container, person } = show(<DropZone label="drop" button="choose" accept={[".xlsx", ".csv"]} isMultiple onFiles={onFiles} onRefused={onRefused} />);
  const input = [...container.querySelectorAll("input")].find((each) => each.type === "file");
  if (!input) throw new Error("no file input");
  input.removeAttribute("accept"); // what a drop does not check either
  await person.upload(input, [new File(["a"], "list.XLSX"), new File(["b"], "photo.png")]);
  expect(onFiles.mock.lastCall?.[0]).toMatchObject([{ name: "list.XLSX" }]);
  expect(onRefused).toHaveBeenCalledWith(["photo.png"]);
});

test("a waiting sign comes only after 150 ms", () => {
  vi.useFakeTimers();
  show(<Skeleton />);
  expect(screen.getByRole("status").textContent).toBe("");
  act(() => void vi.advanceTimersByTime(149));
  expect(screen.getByRole("status").textContent).toBe("");
  act(() => void vi.advanceTimersByTime(1));
  expect(screen.getByRole("status").textContent).toBe("加载中");
});

test("an error says its number and can be tried again", async () => {
  const onRetry = vi.fn();
  const { person } = show(<ErrorPanel cause="it broke" kept="all is saved" next="try again" code="HY-1" onRetry={onRetry} />);
  expect(screen.getByRole("alert").textContent).toContain("错误编号 HY-1");
  await person.click(screen.getByRole("button", { name: "重试" }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});

test("a notice offers to take back what was done, once", async () => {
  const onPress = vi.fn();
  const { person } = show(<main />);
  act(() => void notify({ title: "3 people removed", action: { label: "undo", onPress } }));
  await person.click(await screen.findByRole("button", { name: "undo" }));
  expect(onPress).toHaveBeenCalledTimes(1);
  expect(screen.queryByText("3 people removed")).toBeNull();
});

test("the chosen theme stands on the document", () => {
  function Themed({ theme }: { theme: "dark" | "contrast" }) {
    return <p>{useTheme(theme)}</p>;
  }
  const { rerender } = show(<Themed theme="dark" />);
  expect(document.documentElement.dataset.theme).toBe("dark");
  rerender(<Themed theme="contrast" />);
  expect(document.documentElement.dataset.theme).toBe("contrast");
  expect(screen.getByText("contrast")).toBeTruthy();
});
