// A new password, twice.
import { Form, Input } from "antd";
import { useWords } from "../words/words";
import { kitWords } from "./words";

/** As the server wants it (accounts/password.hpp). */
const PASSWORD_MIN = 12;

export function NewPasswordFields({ isFirst = false }: { isFirst?: boolean }) {
    const t = useWords(kitWords);
    const size = isFirst ? "large" : "middle";
    return (
        <>
            <Form.Item
                name="password"
                label={isFirst ? t.firstPassword : t.newPassword}
                extra={t.passwordRule}
                rules={[{ required: true, min: PASSWORD_MIN, message: t.passwordTooShort }]}
            >
                <Input.Password autoFocus={isFirst} autoComplete="new-password" size={size} />
            </Form.Item>
            <Form.Item
                name="again"
                label={t.passwordAgain}
                dependencies={["password"]}
                rules={[
                    ({ getFieldValue }) => ({
                        validator: async (_, value) => {
                            if (value !== getFieldValue("password"))
                                throw new Error(t.passwordsDiffer);
                        },
                    }),
                ]}
            >
                <Input.Password autoComplete="new-password" size={size} />
            </Form.Item>
        </>
    );
}
