// Language and theme: on every page, before the log-in too.
import { BulbFilled, BulbOutlined, TranslationOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useLanguage, useWords } from "../words/words";
import { useTheme } from "./theme";
import { shellWords } from "./words";

export function Corner() {
    const t = useWords(shellWords);
    const { language, setLanguage } = useLanguage();
    const { theme, setTheme } = useTheme();
    const next = theme === "dark" ? "light" : "dark";
    return (
        <>
            <Button
                type="text"
                icon={<TranslationOutlined />}
                aria-label={t.language}
                title={t.language}
                lang={language === "zh" ? "en" : "zh-CN"}
                onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
            >
                <span className="corner-word">{t.language}</span>
            </Button>
            <Button
                type="text"
                icon={theme === "dark" ? <BulbFilled /> : <BulbOutlined />}
                aria-label={t[next]}
                title={t[next]}
                onClick={() => setTheme(next)}
            />
        </>
    );
}
