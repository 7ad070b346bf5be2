import { HomeScreen } from "../features/home";
import { progressOf, TaskStateTag } from "../features/tasks";

export function HomePage() {
  return <HomeScreen stateTag={({ state }) => <TaskStateTag state={state} look="plain" />} progress={({ figures }) => progressOf(figures)} />;
}
