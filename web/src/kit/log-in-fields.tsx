// One's own log-in and password, asked of who was known already.
import { Form, Input } from "antd";
import { useWords } from "../words/words";
import { kitWords } from "./words";

/** Cannot be changed; it stands there for people and for what keeps their passwords. */
export function KnownLogin({ login }: { login: string }) {
    const t = useWords(kitWords);
    return (
        <Form.Item label={t.login}>
            <Input value={login} readOnly aria-label={t.login} autoComplete="username" />
        </Form.Item>
    );
}

interface PasswordProps {
    label?: string;
    isFirst?: boolean;
    size?: "large" | "middle";
}

/** The one that holds now. */
export function CurrentPassword({ label, isFirst = false, size = "middle" }: PasswordProps) {
    const t = useWords(kitWords);
    return (
        <Form.Item
            name="password"
            label={label ?? t.password}
            rules={[{ required: true, message: "" }]}
        >
            <Input.Password autoFocus={isFirst} autoComplete="current-password" size={size} />
        </Form.Item>
    );
}

export function LogInAgainFields({ login }: { login: string }) {
    return (
        <>
            <KnownLogin login={login} />
            <CurrentPassword isFirst />
        </>
    );
}
