// Who did it: the name where one may know it, and the role in which it was done.

import { useDesk, useMay } from "../api/desk";
import { usePeople } from "../api/people";
import { useCodes } from "../terms/codes";
import { useWords } from "../words/words";
import { kitWords } from "./words";

interface Props {
    user: string;
    role?: string;
}

/** The name of somebody of this shop; empty where one may not know it. */
export function useNames(): (user: string) => string {
    const { account } = useDesk();
    const people = usePeople();
    return (user) =>
        user === account.id
            ? account.name
            : (people.data?.find((one) => one.id === user)?.name ?? "");
}

export function Person({ user, role }: Props) {
    const t = useWords(kitWords);
    const nameOf = useNames();
    const say = useCodes();
    const name = nameOf(user);
    const as = role ? say("role", role) : "";
    const isAmongStaff = useMay()("read_personal");
    return (
        <span className="person">
            {name || as || (isAmongStaff ? "" : t.staff)}
            {name && as && <span className="quiet"> · {as}</span>}
        </span>
    );
}
