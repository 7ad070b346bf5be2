import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton, TextField } from "../../ui";

/** A password that can be looked at: typing it blind twice is worse for everybody. */
export function PasswordField({
  label,
  value,
  onChange,
  isNew = false,
  error,
  isDisabled = false,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Password managers offer a fresh one. */
  isNew?: boolean;
  error?: string | undefined;
  isDisabled?: boolean;
}) {
  const { t } = useTranslation("shell");
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      type={isShown ? "text" : "password"}
      autoComplete={isNew ? "new-password" : "current-password"}
      spellCheck="false"
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      isRequired
      validationBehavior="aria"
      error={error}
      suffix={
        <IconButton
          size="small"
          icon={isShown ? "eye-off" : "eye"}
          label={t(isShown ? "session.hidePassword" : "session.showPassword")}
          onPress={() => setShown(!isShown)}
        />
      }
    />
  );
}
