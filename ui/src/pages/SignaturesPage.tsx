import { SignaturesScreen } from "../features/signatures";

/** 签名. */
export function SignaturesPage() {
  return <SignaturesScreen />;
}
