import type { ComponentType } from "react";
import type { IconName } from "../ui";

/** A screen of the program: where it is, what draws it, where it stands in the navigation. */
export interface Place {
  id: PlaceId;
  /** Its address, with `$parts` that tell which one. */
  path: string;
  /** The module in `pages/` and the component that it exports. */
  page: string;
  icon: IconName;
  /** Where Escape leads: the list that a detail belongs to. */
  parent?: string;
  /** Absent: reached from other screens only. */
  group?: GroupId;
  /** Pending work of this kind is counted beside it. */
  badge?: Badge;
  /** The digit that goes there with Alt. */
  digit?: number;
}

export type GroupId = "home" | "send" | "conversations" | "audience" | "content" | "insights" | "setup" | "system";
export type Badge = "inbox" | "drafts" | "tasks";
export type PlaceId =
  | "home"
  | "send"
  | "tasks"
  | "task"
  | "drafts"
  | "messages"
  | "person"
  | "inbox"
  | "people"
  | "imports"
  | "import"
  | "blocks"
  | "templates"
  | "signatures"
  | "statistics"
  | "reports"
  | "channels"
  | "channel"
  | "numbers"
  | "practice"
  | "system"
  | "help"
  | "gallery";

/** In the order of the navigation. */
const ALL: readonly Place[] = [
  { id: "home", path: "/", page: "HomePage", icon: "home", group: "home", digit: 1 },
  { id: "send", path: "/send", page: "SendPage", icon: "send", group: "send" },
  { id: "tasks", path: "/tasks", page: "TasksPage", icon: "running", group: "send", badge: "tasks", digit: 2 },
  { id: "task", path: "/tasks/$task", page: "TaskPage", icon: "running", parent: "/tasks" },
  { id: "drafts", path: "/drafts", page: "DraftsPage", icon: "draft", group: "send", badge: "drafts" },
  { id: "inbox", path: "/inbox", page: "InboxPage", icon: "inbox", group: "conversations", badge: "inbox", digit: 3 },
  { id: "people", path: "/people", page: "PeoplePage", icon: "people", group: "audience", digit: 4 },
  { id: "imports", path: "/imports", page: "ImportsPage", icon: "upload", group: "audience" },
  { id: "import", path: "/imports/$import", page: "ImportPage", icon: "upload", parent: "/imports" },
  { id: "blocks", path: "/blocks", page: "BlocksPage", icon: "excluded", group: "audience" },
  { id: "person", path: "/person/$number", page: "PersonPage", icon: "person" },
  { id: "templates", path: "/templates", page: "TemplatesPage", icon: "template", group: "content", digit: 5 },
  { id: "signatures", path: "/signatures", page: "SignaturesPage", icon: "tag", group: "content" },
  { id: "statistics", path: "/statistics", page: "StatisticsPage", icon: "chart", group: "insights", digit: 6 },
  { id: "messages", path: "/messages", page: "MessagesPage", icon: "sms", group: "insights" },
  { id: "reports", path: "/reports", page: "ReportsPage", icon: "download", group: "insights" },
  { id: "channels", path: "/channels", page: "ChannelsPage", icon: "channel", group: "setup", digit: 7 },
  { id: "channel", path: "/channels/$channel", page: "ChannelPage", icon: "channel", parent: "/channels" },
  { id: "numbers", path: "/numbers", page: "NumbersPage", icon: "phone", group: "setup" },
  { id: "practice", path: "/practice", page: "PracticePage", icon: "practice", group: "setup" },
  { id: "system", path: "/system", page: "SystemPage", icon: "system", group: "system", digit: 8 },
  { id: "help", path: "/help", page: "HelpPage", icon: "help", group: "system", digit: 9 },
  { id: "gallery", path: "/gallery", page: "GalleryPage", icon: "star" },
];

type PageModule = Record<string, ComponentType>;

/** Every page is a piece of its own, loaded when somebody goes there. */
const MODULES = import.meta.glob<PageModule>("../pages/*Page.tsx");

/** The screens that exist: a place without a page is nowhere, neither in the navigation nor as an address. */
export const PLACES: readonly Place[] = ALL.filter((place) => moduleOf(place) !== undefined);

/** Pages that no place leads to; a test holds this empty. */
export function homelessPages(): string[] {
  return Object.keys(MODULES).filter((path) => !ALL.some((place) => path.endsWith(`/${place.page}.tsx`)));
}

/** Places without a page. */
export function emptyPlaces(): PlaceId[] {
  return ALL.filter((place) => moduleOf(place) === undefined).map((place) => place.id);
}

export async function loadPage(place: Place): Promise<ComponentType> {
  const load = moduleOf(place);
  if (load === undefined) throw new Error(`there is no page ${place.page}`);
  const component = (await load())[place.page];
  if (component === undefined) throw new Error(`pages/${place.page}.tsx exports no ${place.page}`);
  return component;
}

function moduleOf(place: Place) {
  return MODULES[`../pages/${place.page}.tsx`];
}

/** The navigation: groups in their order, each with its places. */
export function groups(places: readonly Place[] = PLACES): { group: GroupId; places: readonly Place[] }[] {
  const found = new Map<GroupId, Place[]>();
  for (const place of places) if (place.group) found.set(place.group, [...(found.get(place.group) ?? []), place]);
  return [...found].map(([group, members]) => ({ group, places: members }));
}

/** The place that an address belongs to. */
export function placeAt(pathname: string, places: readonly Place[] = PLACES): Place | undefined {
  return places.find((place) => {
    const [wanted, given] = [place.path.split("/"), pathname.split("/")];
    return wanted.length === given.length && wanted.every((part, at) => part.startsWith("$") || part === given[at]);
  });
}
