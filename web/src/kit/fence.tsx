// A screen that fails takes nothing else with it, and says what failed. Another address is another
// try; screens themselves stay as they are while one walks through their addresses.
import { Component, type ReactNode } from "react";
import { PartAway, PartMissing } from "./part";
import { ProblemNote } from "./problem-note";

interface Props {
    /** Where one is. */
    place: string;
    children: ReactNode;
}
interface State {
    error: unknown;
    place: string;
}

export class Fence extends Component<Props, State> {
    override state: State = { error: null, place: this.props.place };
    static getDerivedStateFromError(error: unknown) {
        return { error };
    }
    static getDerivedStateFromProps({ place }: Props, state: State) {
        return place === state.place ? null : { error: null, place };
    }
    override render() {
        const { error } = this.state;
        if (!error) return this.props.children;
        if (error instanceof PartMissing) return <PartAway error={error} />;
        return <ProblemNote error={error} onRetry={() => this.setState({ error: null })} />;
    }
}
