import { codesOf, useCodes } from "../../terms/codes";

/** The roles that a person can have; the system's is no person's. */
export function useRoleOptions() {
    const say = useCodes();
    return codesOf("role")
        .filter((role) => role !== "system")
        .map((role) => ({ value: role, label: say("role", role) }));
}
