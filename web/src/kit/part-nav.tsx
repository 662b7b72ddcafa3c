// The parts of a screen, as links that stand in a line and wrap.
import { NavLink } from "react-router";

interface Props {
    label: string;
    parts: { to: string; name: string }[];
}

export function PartNav({ label, parts }: Props) {
    return (
        <nav className="parts" aria-label={label}>
            {parts.map(({ to, name }) => (
                <NavLink key={to} to={to} className="parts-one">
                    {name}
                </NavLink>
            ))}
        </nav>
    );
}
