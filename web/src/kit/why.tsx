// Why it is so: each statement with the facts on which it rests below it.
import { reasonsOf } from "./reasons";

export function Why({ text }: { text: string }) {
    return (
        <div className="why">
            {reasonsOf(text).map(({ says, facts }) => (
                <div key={says + facts.join()}>
                    {says && <p>{says}</p>}
                    {facts.length > 0 && (
                        <ul className="basis quiet small">
                            {facts.map((fact) => (
                                <li key={fact}>{fact}</li>
                            ))}
                        </ul>
                    )}
                </div>
            ))}
        </div>
    );
}
