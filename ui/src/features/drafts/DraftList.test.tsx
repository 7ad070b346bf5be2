import { act, cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setTransport } from "../../api/call";
import { DraftsPage } from "../../pages/DraftsPage";
import { type FakeEngine, fakeEngine, refusal } from "../../testing/engine";
import { renderAt } from "../../testing/render";
import { Toasts } from "../../ui";

configure({ asyncUtilTimeout: 8_000 }); // a loaded machine is slow, not wrong

let engine: FakeEngine;
beforeEach(() => {
  engine = fakeEngine({
    drafts: () => ({
      drafts: [
        { draft: "5", title: "三月到账", version: 2, updated_at: "2026-03-01 09:41:00" },
        { draft: "6", title: "", version: 1, updated_at: "2026-02-01 09:41:00" },
      ],
    }),
    remove_draft: () => ({}),
  });
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
  setTransport(undefined);
});

const show = () =>
  renderAt(
    <>
      <DraftsPage />
      <Toasts />
    </>,
    { address: "/drafts", path: "/drafts" },
  );
const remove = async (title: string) => fireEvent.click(await screen.findByRole("button", { name: `删除“${title}”` }));

test("drafts are listed and open in the wizard", async () => {
  const { address } = await show();
  fireEvent.click(await screen.findByText("三月到账"));
  await waitFor(() => expect(address()).toBe("/send?draft=5"));
});

test("a deleted draft can be had back while the toast stands", async () => {
  await show();
  await remove("三月到账");
  expect(screen.queryByRole("button", { name: "删除“三月到账”" })).toBeNull();
  fireEvent.click(await screen.findByRole("button", { name: "撤销" }));
  await screen.findByRole("button", { name: "删除“三月到账”" });
  expect(engine.asked("remove_draft")).toHaveLength(0);
});

test("it goes when the time is over", async () => {
  await show();
  await screen.findByText("三月到账");
  vi.useFakeTimers();
  fireEvent.click(screen.getByRole("button", { name: "删除“三月到账”" }));
  await act(() => vi.advanceTimersByTimeAsync(5_000));
  expect(engine.asked("remove_draft")).toHaveLength(0);
  await act(() => vi.advanceTimersByTimeAsync(1_500));
  expect(engine.asked("remove_draft")).toEqual([{ draft: "5" }]);
});

test("who leaves the screen has decided", async () => {
  const { unmount } = await show();
  await remove("三月到账");
  unmount();
  await waitFor(() => expect(engine.asked("remove_draft")).toEqual([{ draft: "5" }]));
});

test("a draft that could not be deleted comes back with the reason", async () => {
  engine.answer({
    remove_draft: () => {
      throw refusal("store_full");
    },
  });
  await show();
  await screen.findByText("三月到账");
  vi.useFakeTimers();
  fireEvent.click(screen.getByRole("button", { name: "删除“三月到账”" }));
  await act(() => vi.advanceTimersByTimeAsync(7_000));
  vi.useRealTimers();
  await screen.findByText("磁盘满了");
  expect(screen.getByRole("button", { name: "删除“三月到账”" })).toBeTruthy();
});

test("without drafts the next step is one button", async () => {
  engine.answer({ drafts: () => ({ drafts: [] }) });
  const { address } = await show();
  await screen.findByText("没有草稿");
  fireEvent.click(screen.getByRole("button", { name: "新建发送" }));
  await waitFor(() => expect(address()).toBe("/send"));
});

test("an engine that cannot read them says why", async () => {
  engine.answer({
    drafts: () => {
      throw refusal("store_locked");
    },
  });
  await show();
  await screen.findByText("另一个程序占用着数据文件");
});
