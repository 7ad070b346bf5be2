import {
  MutationCache,
  QueryCache,
  QueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useRef, useSyncExternalStore } from "react";
import { CallError, type CommandName, type MutationName, type QueryName, type Reply, type Request, call } from "./call";
import type { Tag } from "./generated";
import { TAGS } from "./tags";

/** A lost event leaves a screen stale for no longer than this. */
const GUARD_MS = 5_000;

/** Everything that was asked is kept here, and nowhere else. */
export function makeQueryClient(): QueryClient {
  // Whoever hears that the login has expired makes the program look who is there.
  const notice = (error: unknown) => {
    if (error instanceof CallError && error.code === "not_signed_in") refresh(client, ["session"]);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      // The engine is on this computer or behind this address: whether there is an internet says nothing about it.
      queries: { networkMode: "always", staleTime: GUARD_MS, retry: retries, retryDelay: 500 },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}

let isResting = false;
const watchers = new Set<() => void>();

/** While nobody is logged in, screens behind the login ask nothing. */
export function restQueries(resting: boolean): void {
  if (resting === isResting) return;
  isResting = resting;
  for (const changed of watchers) changed();
}

function useIsResting(): boolean {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => isResting,
  );
}

/** Who is there can be asked by anyone. */
function useMayAsk(command: QueryName): boolean {
  return !useIsResting() || command === "session";
}

/** Only silence is asked again at once; an error of the engine would be the same. */
function retries(count: number, error: Error): boolean {
  return count < 1 && error instanceof CallError && error.code === "engine_unreachable";
}

export interface AskOptions {
  enabled?: boolean | undefined;
  /** While another request is on its way, the last answer stays on the screen. */
  keep?: boolean | undefined;
  /** Asks again at this pace; `false` only after changes. Five seconds unless told, never for what is only computed. */
  everyMs?: number | false | undefined;
}

/** Asks the engine and stays current: after changes, when the window comes back, and after five seconds at the latest. */
export function useAsk<C extends QueryName>(command: C, request: Request<C>, options: AskOptions = {}): UseQueryResult<Reply<C>, CallError> {
  const { enabled = true, keep = false, everyMs } = options;
  const mayAsk = useMayAsk(command);
  return useQuery<Reply<C>, CallError>({
    queryKey: keyOf(command, request),
    queryFn: ({ signal }) => call(command, request, signal),
    enabled: enabled && mayAsk,
    refetchInterval: everyMs ?? guardOf(command),
    refetchOnWindowFocus: isLive(command),
    ...(keep && { placeholderData: keepPreviousData }),
  });
}

/** Asks page after page; `nextRequest` says what to ask after a page, or null at the end. */
export function useAskPages<C extends QueryName>(
  command: C,
  request: Request<C>,
  nextRequest: (last: Reply<C>, pages: readonly Reply<C>[]) => Request<C> | null,
  options: AskOptions = {},
): UseInfiniteQueryResult<InfiniteData<Reply<C>, Request<C>>, CallError> {
  const { enabled = true, keep = false, everyMs } = options;
  const mayAsk = useMayAsk(command);
  return useInfiniteQuery<Reply<C>, CallError, InfiniteData<Reply<C>, Request<C>>, readonly unknown[], Request<C>>({
    queryKey: [...keyOf(command, request), "pages"],
    queryFn: ({ pageParam, signal }) => call(command, pageParam as Request<C>, signal), // the library's type waits for C
    initialPageParam: request,
    getNextPageParam: (last, pages) => nextRequest(last, pages),
    enabled: enabled && mayAsk,
    refetchInterval: everyMs ?? guardOf(command),
    refetchOnWindowFocus: isLive(command),
    ...(keep && { placeholderData: keepPreviousData }),
  });
}

export type Command<C extends MutationName> = UseMutationResult<Reply<C>, CallError, Request<C>>;

/** Changes something and refreshes what the engine declared stale. A second press while it works does nothing. */
export function useCommand<C extends MutationName>(command: C): Command<C> {
  const client = useQueryClient();
  const mutation = useMutation<Reply<C>, CallError, Request<C>>({
    mutationFn: (request) => call(command, request),
    onSuccess: () => refresh(client, TAGS[command]),
  });
  const busy = useRef<Promise<Reply<C>> | null>(null);
  const once = (...args: Parameters<Command<C>["mutateAsync"]>): Promise<Reply<C>> => {
    busy.current ??= mutation.mutateAsync(...args).finally(() => {
      busy.current = null;
    });
    return busy.current;
  };
  return {
    ...mutation,
    mutateAsync: once,
    mutate: (...args) => {
      once(...args).catch(() => undefined); // it is in `error`
    },
  };
}

/** Marks what shows `tags` as stale; what is on the screen is asked again. */
export function refresh(client: QueryClient, tags: readonly Tag[], cancelRefetch = true): void {
  if (tags.length === 0) return;
  void client.invalidateQueries({ predicate: ({ queryKey }) => shows(queryKey, tags) }, { cancelRefetch });
}

/** How an answer is found again. */
export function keyOf<C extends CommandName>(command: C, request: Request<C>): readonly [C, Request<C>] {
  return [command, request];
}

function shows(key: readonly unknown[], tags: readonly Tag[]): boolean {
  const command = key[0];
  return typeof command === "string" && isCommand(command) && TAGS[command].some((tag) => tags.includes(tag));
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(TAGS, name);
}

/** Some commands only compute: the same question has the same answer for ever. */
function isLive(command: CommandName): boolean {
  return TAGS[command].length > 0;
}

function guardOf(command: CommandName): number | false {
  return isLive(command) && GUARD_MS;
}
