import { useNavigate } from "@tanstack/react-router";

/** Goes to an address of the program, such as "/tasks/12?tab=messages"; where a press of a button leads, not a link. */
export function useGo(): (address: string) => void {
  const navigate = useNavigate();
  return (address) => void navigate({ href: address });
}
