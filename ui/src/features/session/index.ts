export { ChangePassword } from "./ChangePassword";
export { LoginPage } from "./LoginPage";
export { SetupPage } from "./SetupPage";
export { UnreachablePage } from "./UnreachablePage";
export { Welcome } from "./Welcome";
