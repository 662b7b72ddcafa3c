// What an exhibit says, or was found to say, of one allegation.
import { Tag } from "antd";
import { useCodes } from "../../terms/codes";

const COLOURS: Record<string, string> = { confirms: "blue", contradicts: "orange" };

export function ShowingTag({ showing, isFound }: { showing: string; isFound: boolean }) {
    const codes = useCodes();
    return (
        <Tag color={COLOURS[showing] ?? "default"} variant={isFound ? "solid" : "outlined"}>
            {codes("showing", showing)}
        </Tag>
    );
}
